import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 设置 → 个人信息
AppPage {
    id: page

    required property AccountViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        title: qsTr("个人信息")
        KeyValueList {
            objectName: "accountFacts"
            entries: page.vm.facts
        }
    }
    AppCard {
        ListRow {
            objectName: "openRealName"
            visible: !page.vm.verified
            iconName: "card"
            title: qsTr("实名认证")
            onClicked: page.vm.open("mobile_cert.real_name")
        }
        ListRow {
            objectName: "openPersonalChange"
            visible: page.vm.verified
            iconName: "card"
            title: qsTr("个人信息变更")
            subtitle: qsTr("姓名、身份证号、手机号码")
            onClicked: page.vm.open("mobile_cert.personal_change")
        }
        ListRow {
            objectName: "openBiometrics"
            iconName: "fingerprint"
            title: qsTr("指纹（面容）登录")
            onClicked: page.vm.open("mobile_cert.biometrics")
        }
        ListRow {
            objectName: "openNewPassword"
            iconName: "lock"
            title: qsTr("重置密码")
            onClicked: page.vm.open("mobile_cert.new_password")
        }
        ListRow {
            objectName: "openPersonalData"
            iconName: "download"
            title: qsTr("下载个人信息")
            onClicked: page.vm.open("core.personal_data")
        }
    }
    AppCard {
        ListRow {
            objectName: "openClosing"
            iconName: "trash"
            title: qsTr("注销账号")
            onClicked: page.vm.open("mobile_cert.closing")
        }
    }
    AppButton {
        objectName: "signOut"
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("退出登录")
        onClicked: page.vm.signOut()
    }
}
