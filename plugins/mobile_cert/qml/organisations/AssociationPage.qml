import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 关联机构: 创建新机构 or 查找并关联已有机构 (M3.3.5.1–2, M3.3.6.1–4)
AppPage {
    id: page

    required property AssociationViewModel vm

    viewModel: vm

    AppCard {
        visible: page.vm.stage === "query" || page.vm.stage === "missing"
        title: qsTr("请先查询企业认证情况")

        FormField {
            objectName: "organisationName"
            field: page.vm.name
            label: qsTr("机构名称")
            placeholderText: qsTr("请输入机构名称")
            maximumLength: 120
        }
        FormField {
            objectName: "organisationCode"
            field: page.vm.creditCode
            label: qsTr("机构统一社会信用代码")
            placeholderText: qsTr("请输入统一社会信用代码")
            maximumLength: 18
            onAccepted: if (!page.vm.busy) page.vm.search()
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.stage === "missing"
            color: Style.warning
            text: qsTr("没有查询到该机构的认证信息。请核对名称和代码；如机构尚未认证，可直接创建。")
        }
        AppButton {
            objectName: "searchOrganisation"
            Layout.fillWidth: true
            text: qsTr("查询")
            busy: page.vm.busy
            onClicked: page.vm.search()
        }
        AppButton {
            objectName: "createOrganisation"
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("无认证机构，直接创建")
            onClicked: page.vm.create()
        }
    }
    AppCard {
        visible: page.vm.stage === "found"
        title: qsTr("已认证机构")

        KeyValueList {
            objectName: "foundOrganisation"
            entries: [
                {"key": qsTr("机构名称"), "value": page.vm.foundName},
                {"key": qsTr("统一社会信用代码"), "value": page.vm.foundCode},
                {"key": qsTr("管理员"), "value": page.vm.administrator !== "" ? page.vm.administrator : qsTr("暂无")}
            ]
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.administrator === ""
            color: Style.warning
            text: qsTr("该机构暂无管理员，不能申请加入，请联系客服。")
        }
        AppButton {
            objectName: "applyToJoin"
            visible: page.vm.administrator !== ""
            Layout.fillWidth: true
            text: qsTr("确认，申请加入")
            onClicked: page.vm.apply()
        }
        AppButton {
            objectName: "searchAgain"
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("信息有误，重新查找")
            onClicked: page.vm.searchAgain()
        }
    }
    AppCard {
        visible: page.vm.stage === "administrator"
        title: qsTr("验证机构管理员信息")

        AppText {
            Layout.fillWidth: true
            text: qsTr("请补全机构管理员姓名、手机号码，以校验对方身份信息。")
        }
        AppText {
            objectName: "maskedAdministrator"
            Layout.fillWidth: true
            level: "heading"
            text: page.vm.administrator
        }
        FormField {
            objectName: "administratorName"
            field: page.vm.administratorName
            label: qsTr("管理员姓名")
        }
        FormField {
            objectName: "administratorPhone"
            field: page.vm.administratorPhone
            label: qsTr("管理员手机号码")
            maximumLength: 11
            inputMethodHints: Qt.ImhDigitsOnly
            onAccepted: if (!page.vm.busy) page.vm.submit()
        }
        AppText {
            objectName: "administratorProblem"
            Layout.fillWidth: true
            visible: page.vm.problem !== ""
            color: Style.danger
            text: page.vm.problem
        }
        AppButton {
            objectName: "submitRequest"
            Layout.fillWidth: true
            text: qsTr("确定")
            busy: page.vm.busy
            onClicked: page.vm.submit()
        }
        AppButton {
            objectName: "cancelRequest"
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("信息有误，重新查找")
            onClicked: page.vm.searchAgain()
        }
    }
    EmptyState {
        objectName: "requestSent"
        visible: page.vm.stage === "sent"
        iconName: "check"
        text: qsTr("申请已提交，请联系机构管理员审核。审核通过后，重新登录可选择员工身份。")
    }
    AppButton {
        objectName: "finishRequest"
        visible: page.vm.stage === "sent"
        Layout.fillWidth: true
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppButton {
        objectName: "openHistory"
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("历史关联")
        onClicked: page.vm.openHistory()
    }
}
