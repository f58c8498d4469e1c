import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 证书申请 (M3.5.6.1)
AppPage {
    id: page

    required property ApplyViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        visible: page.vm.ready && page.vm.unit === "" && !page.vm.sent
        title: qsTr("选择单位")

        AppText {
            Layout.fillWidth: true
            text: qsTr("此手机号码没有预先登记。请扫描单位提供的二维码，或输入二维码旁的代码。")
        }
        AppButton {
            objectName: "scanUnit"
            Layout.fillWidth: true
            iconName: "scan"
            text: qsTr("扫描单位二维码")
            onClicked: page.vm.scan()
        }
        FormField {
            objectName: "unitCode"
            field: page.vm.unitCode
            label: qsTr("单位代码")
            maximumLength: 40
            onAccepted: if (!page.vm.busy) page.vm.useCode()
        }
        AppButton {
            objectName: "useCode"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("确定")
            busy: page.vm.busy
            onClicked: page.vm.useCode()
        }
    }
    AppCard {
        visible: page.vm.unit !== "" && !page.vm.sent
        title: page.vm.unit

        AppText {
            Layout.fillWidth: true
            muted: true
            text: page.vm.registered ? qsTr("单位已预先登记，核对一致后即可安装。证书有效期 %1 年。").arg(page.vm.years) : qsTr("提交后由工作人员审核。证书有效期 %1 年。").arg(page.vm.years)
        }
        FormField {
            objectName: "fullName"
            field: page.vm.fullName
            label: qsTr("姓名")
        }
        FormField {
            objectName: "idNumber"
            field: page.vm.idNumber
            label: qsTr("身份证号")
            maximumLength: 18
            onAccepted: if (!page.vm.busy) page.vm.submit()
        }
        AppText {
            objectName: "applicationProblem"
            Layout.fillWidth: true
            visible: page.vm.problem !== ""
            color: Style.danger
            text: page.vm.problem
        }
        AppButton {
            objectName: "submitApplication"
            Layout.fillWidth: true
            text: qsTr("提交申请")
            busy: page.vm.busy
            onClicked: page.vm.submit()
        }
    }
    EmptyState {
        objectName: "applicationSent"
        visible: page.vm.sent
        iconName: "check"
        text: qsTr("申请已提交，请等待审核。审核通过后在“进度查询”中安装证书。")
    }
    AppCard {
        visible: page.vm.sent
        title: qsTr("受理二维码")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("请拍下此二维码。在任何设备上扫描它并验证手机号码，即可查询进度。")
        }
        QrImage {
            objectName: "receipt"
            Layout.preferredWidth: Math.min(Style.space(50), page.width - Style.space(24))
            Layout.preferredHeight: Layout.preferredWidth
            Layout.alignment: Qt.AlignHCenter
            source: page.vm.receipt
            name: qsTr("受理二维码")
        }
        AppText {
            objectName: "applicationNumber"
            Layout.fillWidth: true
            text: qsTr("申请编号 %1").arg(page.vm.number)
        }
    }
    AppButton {
        objectName: "openProgress"
        visible: page.vm.sent
        Layout.fillWidth: true
        text: qsTr("进度查询")
        onClicked: page.vm.openProgress()
    }
}
